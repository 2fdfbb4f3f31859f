/** Characters that stay at the end, by which the names of a series are told apart, and at least before the cut. */
const [endLength, startLength] = [12, 3];

/**
 * A name as it fits: whole, or with `…` in its middle.
 *
 * @param width pixels that there are for it
 * @param widthOf pixels that a text takes
 */
export function fitted(name: string, width: number, widthOf: (text: string) => number): string {
  if (widthOf(name) <= width) return name;
  const characters = Array.from(name);
  const cut = (kept: number): string => {
    const end = Math.min(endLength, Math.max(kept - startLength, Math.floor(kept / 2)));
    const [before, after] = [characters.slice(0, kept - end), characters.slice(characters.length - end)];
    return `${before.join('').trimEnd()}…${after.join('').trimStart()}`;
  };
  let [fits, tooMany] = [0, characters.length];
  while (tooMany - fits > 1) {
    const kept = Math.floor((fits + tooMany) / 2);
    if (widthOf(cut(kept)) <= width) fits = kept;
    else tooMany = kept;
  }
  return cut(fits);
}

/** How a text is set. */
export interface TextType {
  /** As in CSS. */
  font: string;
  letterSpacing: string;
}

/** How the text of an element is set. */
export function typeOf(element: Element): TextType {
  const { fontWeight, fontSize, fontFamily, letterSpacing } = getComputedStyle(element);
  return {
    font: `${fontWeight} ${fontSize} ${fontFamily}`,
    letterSpacing: letterSpacing === 'normal' ? '0px' : letterSpacing,
  };
}

let context: OffscreenCanvasRenderingContext2D | null | undefined;

/** Pixels that a text takes in a type, without asking the page for a layout. */
export function widthIn({ font, letterSpacing }: TextType, text: string): number {
  context ??= new OffscreenCanvas(1, 1).getContext('2d');
  if (context === null) return 0;
  context.font = font;
  context.letterSpacing = letterSpacing;
  return context.measureText(text).width;
}
