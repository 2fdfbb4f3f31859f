/** Xauthority's family for "any machine". */
const FAMILY_WILD = 0xffff;

/**
 * The content of an Xauthority file with one cookie, good for every display: only who can read the file may use the
 * server it was made for.
 *
 * @param {Buffer} cookie 16 random bytes
 */
export function xauthority(cookie) {
  const family = Buffer.alloc(2);
  family.writeUInt16BE(FAMILY_WILD);
  const address = counted(Buffer.alloc(0));
  const display = counted(Buffer.alloc(0));
  return Buffer.concat([
    family,
    address,
    display,
    counted(Buffer.from('MIT-MAGIC-COOKIE-1')),
    counted(cookie),
  ]);
}

/**
 * @param {Buffer} bytes
 * @returns {Buffer} the bytes after their number
 */
function counted(bytes) {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
