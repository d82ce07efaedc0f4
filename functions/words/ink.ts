const light = '#ffffff';
const dark = '#14171a';
const fallback = '#1f3a5f';

/** A colour to put behind words, and the colour of words that can be read on it (contrast of 4.5 at least). */
export function inkOn(colour: string): { readonly paper: string; readonly ink: string } {
  const paper = /^#[0-9a-f]{6}$/i.test(colour) ? colour : fallback;
  return { paper, ink: contrast(paper, light) >= 4.5 ? light : dark };
}

/** Contrast as WCAG 2 defines it, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [lighter, darker] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return ((lighter ?? 0) + 0.05) / ((darker ?? 0) + 0.05);
}

function luminance(colour: string): number {
  const channel = (from: number) => {
    const value = Number.parseInt(colour.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}
