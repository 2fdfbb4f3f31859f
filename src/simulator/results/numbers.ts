/** A number with at most six decimals and no trailing zeros, as text formats of meshes carry it. */
export function decimal(value: number): string {
  const text = value.toFixed(6).replace(/\.?0+$/, '');
  return text === '-0' ? '0' : text;
}

/** Numbers side by side. */
export const decimals = (values: readonly number[], separator: string): string =>
  values.map(decimal).join(separator);
