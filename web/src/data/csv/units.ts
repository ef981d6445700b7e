// SPDX-License-Identifier: Apache-2.0
/** What stands beside a number: units, signs of currencies, and words for thousands and more. */
import { isDigit } from "./cells.ts";

export const LONGEST_UNIT = 12;

/** Behind an amount of money, or where nothing else can be meant. */
export const SCALES: ReadonlyMap<string, { exponent: number; isSure: boolean }> = new Map([
  ["k", { exponent: 3, isSure: false }],
  ["K", { exponent: 3, isSure: false }],
  ["M", { exponent: 6, isSure: false }],
  ["m", { exponent: 6, isSure: false }],
  ["B", { exponent: 9, isSure: false }],
  ["bn", { exponent: 9, isSure: false }],
  ["万", { exponent: 4, isSure: true }],
  ["萬", { exponent: 4, isSure: true }],
  ["亿", { exponent: 8, isSure: true }],
  ["億", { exponent: 8, isSure: true }],
]);

const UNITS: ReadonlySet<string> = new Set(
  (
    "% ‰ ° °C °F ℃ ℉ K mm cm dm m km µm um nm in inch inches ft yd mi mile miles mg g kg t lb lbs oz ml mL cl dl l L gal s sec secs ms min mins h hr hrs hour hours " +
    "d day days week weeks month months yr yrs year years Hz kHz MHz GHz W kW MW kWh Wh MWh J kJ MJ kcal cal V mV kV A mA Ah mAh N kN Nm Pa hPa kPa MPa bar mbar psi hp bhp ps rpm mph kph km/h kmh m/s mpg kmpl km/kg CC cc " +
    "m2 m² m3 m³ cm2 cm² cm3 cm³ km2 km² sqm sqft sq.ft ft2 ft² ha acres px pt dB ppm ppb mol M mM µM B kB KB MB GB TB kbps Mbps pc pcs € $ £ ¥ kr zł Kč Ft CHF EUR USD GBP SEK NOK DKK " +
    "元 円 圆 角 分 岁 歲 米 厘米 毫米 公里 千米 公斤 千克 克 斤 吨 升 毫升 平米 平方米 ㎡ 平方公里 亩 公顷 度 摄氏度 秒 分钟 小时 天 日 周 月 年 个 人 次 件 台 辆 本 层 室 厅"
  ).split(" "),
);

/** One of the known, whatever stands between; or any one word of letters behind a space. */
export function isUnit(text: string, isApart: boolean): boolean {
  if (UNITS.has(text)) return true;
  return isApart && text.length <= LONGEST_UNIT && /^\p{L}{2,12}$/u.test(text);
}

/** `rooms` is `room`. */
export function sameUnit(a: string, b: string): boolean {
  return a === b || `${a}s` === b || a === `${b}s`;
}

/** Signs of a currency are few; a word that is longer is none. */
export function endOfCurrency(text: string, from: number): number {
  let at = from;
  while (at < text.length && at - from <= 5 && !isDigit(text.charCodeAt(at))) {
    const mark = text[at] ?? "";
    // The point of Rs.500 is no decimal point.
    const isOfWord = mark === "." && at > from && /^[a-z]$/.test(text[at - 1] ?? "");
    if ("-+.,(".includes(mark) && !isOfWord) break;
    at += 1;
  }
  return at;
}

const CURRENCIES: ReadonlySet<string> = new Set(
  "US$ R$ A$ C$ HK$ NT$ S$ NZ$ Rs Rs. kr. Kč kr zł Ft RM Rp CHF EUR USD GBP JPY CNY RMB INR KRW CAD AUD NZD SEK NOK DKK PLN CZK HUF RUB BRL MXN ZAR SGD HKD TRY THB 元 円 圆".split(
    " ",
  ),
);

export function isCurrency(text: string): boolean {
  if (CURRENCIES.has(text)) return true;
  return text.length <= 2 && /^\p{Sc}$/u.test(text);
}
