import { raw, html as template } from 'hono/html';

export type Markup = ReturnType<typeof raw>;
export type MarkupValue = string | number | false | undefined | null | Markup | readonly MarkupValue[];

/** HTML whose every `${}` is escaped, attributes (always in double quotes) included. */
export function html(strings: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  const made = template(strings, ...values);
  if (made instanceof Promise) throw new TypeError('markup cannot wait for a value');
  return made;
}

/** The house's own style sheet or comment, as it stands. Never for a text that came from somebody. */
export { raw as verbatim };
