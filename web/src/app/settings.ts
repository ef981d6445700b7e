// SPDX-License-Identifier: Apache-2.0
/** How the visitor looks at the page: language, theme, speed, scale of the loss. No part of the experiment. */
import type { View } from "../documents/link.ts";
import { isLanguage, type Language } from "../locales/language.ts";
import { Observable } from "../sessions/observable.ts";
import { DEFAULT_SPEED, isSpeed, type Speed } from "../sessions/pace.ts";
import { readStored, writeStored } from "./storage.ts";

export const THEMES = ["auto", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** What the link says of the scale of the loss; a linear one is the default. */
const LOGARITHMIC = "log";

const isTheme = (text: string | undefined): text is Theme =>
  (THEMES as readonly (string | undefined)[]).includes(text);

/** The link's wish, else the last choice, else the browser's first language that the page speaks. */
function firstLanguage(view: View, preferred: readonly string[]): Language {
  const wishes = [view.lang, readStored("lang"), ...preferred];
  for (const wish of wishes) {
    const short = wish?.toLowerCase().split("-")[0];
    if (isLanguage(short)) return short;
  }
  return "en";
}

export class Settings extends Observable {
  language: Language;
  theme: Theme;
  speed: Speed;
  /** Scale of the loss. */
  logarithmic: boolean;
  /** WCAG 2.1.4: single-key shortcuts can be switched off. */
  shortcuts = readStored("shortcuts") !== "off";
  /** The view keys as they stand in the address. */
  view: View;

  constructor(
    view: View,
    preferred: readonly string[],
    private systemDark = false,
  ) {
    super();
    const stored = readStored("theme");
    this.view = view;
    this.language = firstLanguage(view, preferred);
    this.theme = isTheme(view.theme) ? view.theme : isTheme(stored) ? stored : "auto";
    this.speed = isSpeed(view.speed) ? view.speed : DEFAULT_SPEED;
    this.logarithmic = view.scale === LOGARITHMIC;
  }

  /** The theme in force. */
  get dark(): boolean {
    return this.theme === "auto" ? this.systemDark : this.theme === "dark";
  }

  setSystemDark(dark: boolean): void {
    this.systemDark = dark;
    this.notify();
  }

  setLanguage(language: Language): void {
    this.language = language;
    this.view = { ...this.view, lang: language };
    writeStored("lang", language);
    this.notify();
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    this.view = { ...this.view, theme };
    writeStored("theme", theme);
    this.notify();
  }

  setSpeed(speed: Speed): void {
    this.speed = speed;
    const { speed: _, ...others } = this.view;
    this.view = speed === DEFAULT_SPEED ? others : { ...others, speed };
    this.notify();
  }

  setLogarithmic(on: boolean): void {
    this.logarithmic = on;
    const { scale: _, ...others } = this.view;
    this.view = on ? { ...others, scale: LOGARITHMIC } : others;
    this.notify();
  }

  setShortcuts(on: boolean): void {
    this.shortcuts = on;
    writeStored("shortcuts", on ? "on" : "off");
    this.notify();
  }

  /** Another link was followed: what it says counts, what it leaves out stays. */
  follow(view: View): void {
    this.view = view;
    if (isLanguage(view.lang)) this.language = view.lang;
    if (isTheme(view.theme)) this.theme = view.theme;
    if (isSpeed(view.speed)) this.speed = view.speed;
    if (view.scale === LOGARITHMIC) this.logarithmic = true;
    this.notify();
  }
}
