import { expect, it } from 'vitest';
import {
  formatAngle,
  formatDensity,
  formatLength,
  formatMass,
  formatNumber,
  formatTriple,
} from './quantities.ts';

it('writes quantities to four digits, with their units', () => {
  expect(formatMass(7.76543)).toBe('7.765 kg');
  expect(formatLength(0.0286512)).toBe('0.02865 m');
  expect(formatDensity(1000)).toBe('1,000 kg/m³');
  expect(formatAngle(-30)).toBe('-30°');
});

it('writes what is very small or very large as a power of ten', () => {
  expect(formatMass(0.0000022154)).toBe('2.22e-6 kg');
  expect(formatLength(84_000_000)).toBe('8.40e+7 m');
  expect(formatNumber(0)).toBe('0');
});

it('has a dash for what is no number', () => {
  for (const value of [Number.NaN, Infinity, -Infinity]) expect(formatNumber(value)).toBe('–');
});

it('writes three numbers to the digits of the largest, so that noise is nothing', () => {
  expect(formatTriple([-0.0276, -8.08e-18, 0.46931], 'metre')).toBe('-0.0276, 0, 0.4693 m');
  expect(formatTriple([2.2154e-6, 7.0815e-5, 7.2933e-5], 'inertia')).toBe('2.22e-6, 7.08e-5, 7.29e-5 kg·m²');
  expect(formatTriple([-2.78e-17, -5.55e-17, 0], 'metre')).toBe('0, 0, 0 m');
  expect(formatTriple([2e-12, 3e-12, 4e-12], 'inertia')).toBe('2.00e-12, 3.00e-12, 4.00e-12 kg·m²');
  expect(formatTriple([0, 0, 0], 'metre')).toBe('0, 0, 0 m');
});
