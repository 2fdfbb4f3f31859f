/** Bytes of the body as announced; null where they are not, and where it is compressed on its way. */
export function announcedLength(headers: Headers): number | null {
  const encoding = headers.get('content-encoding') ?? 'identity';
  const length = headers.get('content-length') ?? '';
  return encoding === 'identity' && /^\d+$/.test(length) ? Number(length) : null;
}

interface ReadText {
  text: string;
  isWhole: boolean;
}

/**
 * The body of a response as text. Of one that is longer than `maxBytes`, this is the beginning; the rest is left unread.
 *
 * @param onBreak what to return for a body that breaks off; left out, that is thrown
 */
export async function readText(
  response: Response,
  maxBytes: number,
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
      const room = maxBytes - bytes;
      bytes += chunk.byteLength;
      text += decoder.decode(chunk.subarray(0, room), { stream: true });
      if (bytes > maxBytes) return { text, isWhole: false };
    }
  } catch (error) {
    return onBreak({ text, isWhole: false }, error);
  }
  return { text: text + decoder.decode(), isWhole: true };
}

/**
 * The first bytes of a body, at least `count` of them unless it is shorter, and a body that still holds all of it. The
 * original must not be read afterwards; cancelling the new one cancels it.
 */
export async function peek(
  body: ReadableStream<Uint8Array>,
  count: number,
): Promise<{ start: Uint8Array; body: ReadableStream<Uint8Array> }> {
  const reader = body.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  while (length < count) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    length += value.byteLength;
  }
  const whole = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const piece = pieces.shift() ?? (await reader.read()).value;
        if (piece === undefined) controller.close();
        else controller.enqueue(piece);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return { start: Uint8Array.from(Buffer.concat(pieces)), body: whole };
}
