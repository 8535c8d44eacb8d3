/** A 64-bit number from a binary frame: a number where that is exact, else its digits. */
export function toExact(value: bigint | string): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}
