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
