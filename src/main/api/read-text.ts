interface ReadText {
  text: string;
  isWhole: boolean;
}

/**
 * The body of a response as text. Where it is longer than `most` bytes, this is its beginning, and the rest is left unread.
 *
 * @param onBreak what becomes of a body that breaks off; left out, that is thrown
 */
export async function readText(
  response: Response,
  most: number,
  onBreak: (beginning: ReadText, error: unknown) => ReadText = (_beginning, error) => {
    throw error;
  },
): Promise<ReadText> {
  if (response.body === null) return { text: '', isWhole: true };
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    for await (const chunk of response.body) {
      const room = most - bytes;
      bytes += chunk.byteLength;
      text += decoder.decode(chunk.subarray(0, room), { stream: true });
      if (bytes > most) return { text, isWhole: false };
    }
  } catch (error) {
    return onBreak({ text, isWhole: false }, error);
  }
  return { text: text + decoder.decode(), isWhole: true };
}
