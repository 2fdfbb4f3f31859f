/**
 * What a person reads who gave models or pictures, which this app does not convert: the way on.
 *
 * @param names of the files, at least one
 * @param appearsByItself whether the job that comes of it will be in the list without anybody adding it
 */
export function modelAnswer(names: readonly string[], appearsByItself: boolean): string {
  const [first = ''] = names;
  const what = names.length === 1 ? first : `${first} and ${(names.length - 1).toLocaleString()} more`;
  const then = appearsByItself
    ? `${names.length === 1 ? 'its job appears' : 'their jobs appear'} here by ${names.length === 1 ? 'itself' : 'themselves'}`
    : `add the job ID here`;
  return `Rigyd Desk watches conversions. Convert ${what} in the Rigyd web app or by script, then ${then}.`;
}
