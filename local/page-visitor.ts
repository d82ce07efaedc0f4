/** Opens the app's pages and posts their forms, as a person in a browser would. */

export interface VisitedPage {
  readonly status: number;
  readonly html: string;
}

export async function openPage(url: string): Promise<VisitedPage> {
  const response = await fetch(url, { headers: { 'sec-fetch-site': 'none' } });
  return { status: response.status, html: await response.text() };
}

/**
 * Posts a page's form with `fields`; how many events the page was drawn from is read off the page itself.
 * The answer is that of the page to which the post leads.
 */
export async function postForm(url: string, fields: Readonly<Record<string, string>>): Promise<VisitedPage> {
  const page = await openPage(url);
  const expects = /name="expects" value="(\d+)"/.exec(page.html)?.[1];
  const body = new URLSearchParams({ ...(expects === undefined ? {} : { expects }), ...fields });
  const response = await fetch(url, { method: 'POST', body, headers: { 'sec-fetch-site': 'same-origin' } });
  return { status: response.status, html: await response.text() };
}
