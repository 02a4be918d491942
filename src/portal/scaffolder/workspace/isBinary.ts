const LOOKED_AT = 512;

const isContinuation = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x80 && byte <= 0xbf;

function startsWith(bytes: Uint8Array, ...start: readonly number[]): boolean {
  return bytes.length >= start.length && start.every((byte, i) => bytes[i] === byte);
}

/** How many bytes follow the first of a letter in UTF-8; 0 where it is no such letter. */
function followers(byte: number): number {
  return byte >= 0xc0 && byte <= 0xdf ? 1 : byte >= 0xe0 && byte <= 0xef ? 2 : byte >= 0xf0 && byte <= 0xf7 ? 3 : 0;
}

/**
 * Whether `fetch:template` copies a file as it is instead of rendering it, by its first 512 bytes: a zero, or more than a tenth
 * that is neither printable nor UTF-8. Source: `isBinaryFile` of isbinaryfile 5, which Backstage asks; the package itself needs
 * Node's Buffer and file system, which the portal has not.
 */
export function isBinary(bytes: Uint8Array): boolean {
  const marks = [[0xef, 0xbb, 0xbf], [0, 0, 0xfe, 0xff], [0xff, 0xfe, 0, 0], [0x84, 0x31, 0x95, 0x33], [0xfe, 0xff], [0xff, 0xfe]];
  if (marks.some((mark) => startsWith(bytes, ...mark))) {
    return false;
  }
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46, 0x2d)) {
    return true; // %PDF-
  }
  const total = Math.min(bytes.length, LOOKED_AT);
  let suspicious = 0;
  for (let i = 0; i < total; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === 0) {
      return true;
    }
    if ((byte >= 7 && byte <= 14) || (byte >= 32 && byte <= 127)) {
      continue;
    }
    const length = followers(byte);
    if (length > 0 && i + length < total) {
      if (Array.from({ length }, (_, n) => bytes[i + 1 + n]).every(isContinuation)) {
        i += length;
        continue;
      }
      i++; // The package has looked at the next byte by now and does not come back to it.
    }
    suspicious++;
    if (i >= 32 && (suspicious * 100) / total > 10) {
      return true;
    }
  }
  return total > 0 && (suspicious * 100) / total > 10;
}
