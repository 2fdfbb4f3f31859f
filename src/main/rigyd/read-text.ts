/** The body of a response as text. Where it is longer than `most` bytes, this is its beginning, and the rest is left unread. */
export async function readText(
  response: Response,
  most: number,
): Promise<{ text: string; isWhole: boolean }> {
  if (response.body === null) return { text: '', isWhole: true };
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body) {
    const room = most - bytes;
    bytes += chunk.byteLength;
    text += decoder.decode(chunk.subarray(0, room), { stream: true });
    if (bytes > most) return { text, isWhole: false };
  }
  return { text: text + decoder.decode(), isWhole: true };
}
