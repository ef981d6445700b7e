// SPDX-License-Identifier: Apache-2.0
/** Numbers as the reader's language writes them. */
import { LANGUAGE_TAGS, type Language } from "./language.ts";

const NOTHING = "–";

export class Format {
  private readonly whole: Intl.NumberFormat;
  private readonly compact: Intl.NumberFormat;
  private readonly percents: Intl.NumberFormat;
  private readonly shares: Intl.NumberFormat;
  private readonly decimals: Intl.NumberFormat;
  private readonly marks: Intl.NumberFormat;
  private readonly data: Intl.NumberFormat;
  private readonly moments: Intl.DateTimeFormat;
  private readonly units: Readonly<Record<"second" | "minute" | "hour", Intl.NumberFormat>>;

  private readonly tag: string;

  constructor(language: Language) {
    const tag = LANGUAGE_TAGS[language];
    this.tag = tag;
    this.whole = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 });
    this.compact = new Intl.NumberFormat(tag, {
      notation: "compact",
      maximumSignificantDigits: 3,
    });
    this.percents = new Intl.NumberFormat(tag, {
      style: "percent",
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    });
    this.shares = new Intl.NumberFormat(tag, { style: "percent", maximumFractionDigits: 0 });
    this.decimals = new Intl.NumberFormat(tag, {
      minimumSignificantDigits: 3,
      maximumSignificantDigits: 4,
      maximumFractionDigits: 4,
      roundingPriority: "lessPrecision",
    });
    const unit = (name: string) =>
      new Intl.NumberFormat(tag, { style: "unit", unit: name, unitDisplay: "long" });
    this.units = { second: unit("second"), minute: unit("minute"), hour: unit("hour") };
    this.moments = new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle: "short" });
    this.marks = new Intl.NumberFormat(tag, { maximumSignificantDigits: 3 });
    this.data = new Intl.NumberFormat(tag, {
      maximumSignificantDigits: 4,
      maximumFractionDigits: 3,
      roundingPriority: "morePrecision",
      useGrouping: false,
    });
  }

  integer(value: number | null | undefined): string {
    return usable(value) ? this.whole.format(value) : NOTHING;
  }

  /** 12,345 as it is, 1,234,567 as 1.23M; beside others as the largest of them is. */
  short(value: number | null | undefined, beside: readonly number[] = []): string {
    if (!usable(value)) return NOTHING;
    const isLong = [value, ...beside].some((one) => Math.abs(one) >= 100_000);
    return (isLong ? this.compact : this.whole).format(value);
  }

  percent(value: number | null | undefined): string {
    return usable(value) ? this.percents.format(value) : NOTHING;
  }

  /** A share on an axis: 50%. */
  share(value: number): string {
    return this.shares.format(value);
  }

  /** "12 seconds", "3 minutes": as people say how long something takes. */
  duration(milliseconds: number): string {
    const seconds = Math.max(1, Math.round(milliseconds / 1000));
    if (seconds < 100) return this.units.second.format(seconds);
    if (seconds < 6000) return this.units.minute.format(Math.round(seconds / 60));
    return this.units.hour.format(Math.round(seconds / 3600));
  }

  /** A date and a time of day; `at` in milliseconds since 1970. */
  moment(at: number): string {
    return this.moments.format(at);
  }

  /** A factor as people say it: 1.3, 12. */
  factor(value: number): string {
    return this.mark(Number(value.toPrecision(2)));
  }

  /** A setting as one would type it: 0.003. */
  plain(value: number): string {
    return Number(value.toPrecision(6)).toString();
  }

  /** A number that was given, as it was given: 3, 0.25, 2007, 12345.5. Only what nobody would read of it is left out. */
  datum(value: number | null | undefined): string {
    if (!usable(value)) return NOTHING;
    const small = Math.abs(value) < 1e5 || Number.isInteger(value);
    if (value === 0 || (Math.abs(value) >= 1e-3 && small)) return this.data.format(value);
    return this.mark(value);
  }

  /** Six characters at most: a loss as people write it, 0.6931 or 1.2e-5; of the same width while it changes, 0.500. */
  real(value: number | null | undefined): string {
    if (!usable(value)) return NOTHING;
    if (value === 0) return "0";
    return extreme(value) ? short(value.toExponential(1)) : this.decimals.format(value);
  }

  /** Numbers that one sentence compares, with as many decimals each where that leaves enough of all: 0.1223 and 0.3000. */
  reals(...values: readonly number[]): readonly string[] {
    const sizes = values.map(Math.abs);
    const digits = Math.min(4, 3 - Math.floor(Math.log10(Math.max(...sizes))));
    const areAlike = digits >= 0 && Math.min(...sizes) >= 10 ** (2 - digits);
    if (!areAlike) return values.map((value) => this.real(value));
    const exact = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    return values.map((value) => value.toLocaleString(this.tag, exact));
  }

  /** Of a loss that is drawn: a mark of its axis, `beside` the others; without them one that is read. */
  level(value: number | null | undefined, beside?: readonly number[]): string {
    return beside === undefined || !usable(value) ? this.real(value) : this.mark(value, beside);
  }

  /** A round number on an axis, as short as it can be written: 0.5, 30,000, 1e18. `beside`: all of that axis, which are written alike. */
  mark(value: number, beside: readonly number[] = []): string {
    if (value === 0 || ![value, ...beside].some(extreme)) return this.marks.format(value);
    return short(Number(value.toPrecision(3)).toExponential());
  }
}

const usable = (value: number | null | undefined): value is number =>
  typeof value === "number" && Number.isFinite(value);

/** Read by its power of ten. */
const extreme = (value: number): boolean =>
  value !== 0 && (Math.abs(value) < 1e-3 || Math.abs(value) >= 1e5);

/** 1.2e8 for 1.2e+8, 1e-4 for 1.0e-4. */
const short = (exponential: string): string => exponential.replace("+", "").replace(".0e", "e");

const FORMATS = new Map<Language, Format>();

export function formatOf(language: Language): Format {
  const known = FORMATS.get(language);
  if (known !== undefined) return known;
  const made = new Format(language);
  FORMATS.set(language, made);
  return made;
}
