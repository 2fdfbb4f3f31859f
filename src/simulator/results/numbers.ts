/** A number rounded to six decimals, never with an exponent, as text formats of meshes carry it. */
export const decimal = (value: number): string => String(Math.round(value * 1e6) / 1e6);

/** Numbers side by side. */
export const decimals = (values: readonly number[], separator: string): string =>
  values.map(decimal).join(separator);
