const BYTES_A_LINE = 16;

/** Bytes as a hex dump, 16 a line: offset, hex in pairs, printable ASCII; at most `maxBytes` of them. */
export function hexDump(bytes: Uint8Array, maxBytes: number): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length && at < maxBytes; at += BYTES_A_LINE) {
    const line = bytes.subarray(at, Math.min(at + BYTES_A_LINE, maxBytes));
    lines.push(`${hex(at, 6)}  ${hexPairs(line).padEnd(BYTES_A_LINE * 3 + 1)} ${asciiOf(line)}`);
  }
  return lines.join('\n');
}

function hexPairs(line: Uint8Array): string {
  let text = '';
  line.forEach((byte, index) => {
    text += `${hex(byte, 2)}${index === BYTES_A_LINE / 2 - 1 ? '  ' : ' '}`;
  });
  return text;
}

function asciiOf(line: Uint8Array): string {
  return Array.from(line, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0');
}
