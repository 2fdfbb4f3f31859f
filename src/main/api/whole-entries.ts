const [quote, backslash] = ['"', '\\'].map((one) => one.charCodeAt(0));
const [openList, closeList, openObject, closeObject] = ['[', ']', '{', '}'].map((one) => one.charCodeAt(0));

/**
 * What came whole of a list of objects whose text was cut: valid JSON of the list, bare or as a value of an object, up to
 * its last entry that is complete. What stands behind the list is gone.
 *
 * @returns null where no entry came whole
 */
export function wholeEntries(text: string): string | null {
  const open: number[] = [];
  let isInString = false;
  let end = 0;
  let closing = '';
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (isInString) {
      if (unit === backslash) at += 1;
      else if (unit === quote) isInString = false;
    } else if (unit === quote) isInString = true;
    else if (unit === openList || unit === openObject) open.push(unit);
    else if (unit === closeList) open.pop();
    else if (unit === closeObject) {
      open.pop();
      if (open.length > 2 || open.at(-1) !== openList) continue;
      end = at + 1;
      closing = open.length === 1 ? ']' : ']}';
    }
  }
  return end === 0 ? null : text.slice(0, end) + closing;
}
