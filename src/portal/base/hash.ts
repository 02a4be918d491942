/** A 53-bit hash for telling contents apart, as a short text; no protection against anybody who wants a collision. */
export function hashText(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 0x9e3779b1);
    low = Math.imul(low ^ code, 0x5f356495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return ((low >>> 0) * 0x200000 + (high >>> 11)).toString(36);
}

/** A 32-bit hash of bytes, to notice a file that was torn or changed. After FNV-1a, four bytes at a time. */
export function hashBytes(bytes: Uint8Array): number {
  const words = bytes.length - (bytes.length % 4);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let hash = 0x811c9dc5;
  for (let index = 0; index < words; index += 4) {
    hash = Math.imul(hash ^ view.getInt32(index, true), 0x01000193);
    hash ^= hash >>> 15;
  }
  for (let index = words; index < bytes.length; index++) {
    hash = Math.imul(hash ^ view.getUint8(index), 0x01000193);
  }
  return hash >>> 0;
}
