import type { ConfigValues } from './configValues';
import { showPath } from './expandConfig';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS: Readonly<Record<string, number>> = { years: 365.25 * DAY, months: 30 * DAY, weeks: 7 * DAY, days: DAY, hours: HOUR, minutes: MINUTE, seconds: SECOND, milliseconds: 1 };

/** How units are written behind a number. Source: the package ms 2.1, which Backstage reads them by. */
const WORDS: readonly (readonly [pattern: RegExp, unit: number])[] = [
  [/^(?:years?|yrs?|y)$/, 365.25 * DAY],
  [/^(?:weeks?|w)$/, 7 * DAY],
  [/^(?:days?|d)$/, DAY],
  [/^(?:hours?|hrs?|h)$/, HOUR],
  [/^(?:minutes?|mins?|m)$/, MINUTE],
  [/^(?:seconds?|secs?|s)$/, SECOND],
  [/^(?:milliseconds?|msecs?|ms)$/, 1],
];

/** `P1DT2H`: years, months, weeks and days, then hours, minutes and seconds. */
const ISO = /^P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?$/;
const ISO_UNITS = [365.25 * DAY, 30 * DAY, 7 * DAY, DAY, HOUR, MINUTE, SECOND];

/**
 * A span of time in ms: `{ minutes: 30 }`, `30m`, `2 hours`, `PT30M`. Source: `readDurationFromConfig` of @backstage/config 1.3.
 * @returns `undefined` where it is absent or none, which is noted
 */
export function readDuration(values: ConfigValues): number | undefined {
  if (values.isAbsent) {
    return undefined;
  }
  const duration = typeof values.value === 'string' ? parseDuration(values.value.trim()) : sum(values);
  if (duration === undefined || !Number.isFinite(duration)) {
    values.note(`${showPath(values.path)} is no span of time. Write { minutes: 30 }, 30m or PT30M.`);
    return undefined;
  }
  return duration;
}

function parseDuration(text: string): number | undefined {
  const iso = ISO.exec(text);
  if (iso) {
    const parts = iso.slice(1);
    return parts.every((part) => part === undefined) ? undefined : parts.reduce((total, part, index) => total + Number(part ?? 0) * (ISO_UNITS[index] ?? 0), 0);
  }
  const [, number, word = ''] = /^(\d*\.?\d+) *([a-z]+)$/i.exec(text) ?? [];
  const unit = WORDS.find(([pattern]) => pattern.test(word.toLowerCase()))?.[1];
  return number === undefined || unit === undefined ? undefined : Number(number) * unit;
}

function sum(values: ConfigValues): number | undefined {
  const keys = values.keys();
  const known = keys.every((key) => Object.hasOwn(UNITS, key));
  return keys.length === 0 || !known ? undefined : keys.reduce((total, key) => total + (values.at(key).number() ?? NaN) * (UNITS[key] ?? 0), 0);
}
