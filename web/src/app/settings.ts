// SPDX-License-Identifier: Apache-2.0
/** How the visitor looks at the page: language, theme, speed, scale of the loss. No part of the experiment. */
import { batch, signal } from "@preact/signals-core";
import { VIEW, type View } from "../documents/view_keys.ts";
import { isLearnt, learn } from "../locales/dictionary.ts";
import { isLanguage, type Language } from "../locales/language.ts";
import { isNotation, type NotationId } from "../locales/notation.ts";
import { DEFAULT_SPEED, isSpeed, type Speed } from "../sessions/pace.ts";
import { readStored, writeStored } from "./storage.ts";

export const THEMES = VIEW.theme.value.values;
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

export class Settings {
  readonly #language;
  readonly #theme;
  readonly #notation;
  readonly #speed;
  readonly #logarithmic;
  readonly #shortcuts = signal(readStored("shortcuts") !== "off");
  readonly #intro = signal(readStored("intro") !== "away");
  readonly #view;
  readonly #systemDark;
  /** The language that was wished last, which may be on its way. */
  #wished: Language;

  /** @param remembers what the visitor chooses for the next visit; a page within another one's must not, nor take its colours from there */
  constructor(
    view: View,
    preferred: readonly string[],
    systemDark = false,
    readonly remembers = true,
  ) {
    const stored = remembers ? readStored("theme") : undefined;
    this.#view = signal(view);
    this.#wished = firstLanguage(view, preferred);
    this.#language = signal<Language>(this.#wished);
    this.#theme = signal<Theme>(
      isTheme(view.theme) ? view.theme : isTheme(stored) ? stored : "auto",
    );
    const notation = view.notation ?? (remembers ? readStored("notation") : undefined);
    this.#notation = signal<NotationId>(isNotation(notation) ? notation : "d2l");
    this.#speed = signal<Speed>(isSpeed(view.speed) ? view.speed : DEFAULT_SPEED);
    this.#logarithmic = signal(view.scale === LOGARITHMIC);
    this.#systemDark = signal(systemDark);
  }

  get language(): Language {
    return this.#language.value;
  }

  get theme(): Theme {
    return this.#theme.value;
  }

  /** The symbols of formulas. */
  get notation(): NotationId {
    return this.#notation.value;
  }

  /** The theme in force. */
  get dark(): boolean {
    return this.theme === "auto" ? this.#systemDark.value : this.theme === "dark";
  }

  get speed(): Speed {
    return this.#speed.value;
  }

  /** Scale of the loss. */
  get logarithmic(): boolean {
    return this.#logarithmic.value;
  }

  /** WCAG 2.1.4: single-key shortcuts can be switched off. */
  get shortcuts(): boolean {
    return this.#shortcuts.value;
  }

  /** Whether the visitor still wants to be told what the page is about. */
  get intro(): boolean {
    return this.#intro.value;
  }

  /** The view keys as they stand in the address. */
  get view(): View {
    return this.#view.value;
  }

  setSystemDark(dark: boolean): void {
    this.#systemDark.value = dark;
  }

  /** As soon as its words are here. @throws Error where they do not arrive; then all stays as it was */
  async setLanguage(language: Language): Promise<void> {
    await this.#changeOver(language, () => {
      this.#remember("lang", language);
      this.#view.value = { ...this.#view.peek(), lang: language };
    });
  }

  /** As its button does: light or dark as the system, then each of them. */
  turnTheme(): void {
    this.setTheme(THEMES[(THEMES.indexOf(this.theme) + 1) % THEMES.length] ?? "auto");
  }

  setTheme(theme: Theme): void {
    this.#remember("theme", theme);
    batch(() => {
      this.#theme.value = theme;
      this.#view.value = { ...this.#view.peek(), theme };
    });
  }

  setNotation(notation: NotationId): void {
    this.#remember("notation", notation);
    batch(() => {
      this.#notation.value = notation;
      this.#view.value = { ...this.#view.peek(), notation };
    });
  }

  setSpeed(speed: Speed): void {
    const { speed: _, ...others } = this.#view.peek();
    batch(() => {
      this.#speed.value = speed;
      this.#view.value = speed === DEFAULT_SPEED ? others : { ...others, speed };
    });
  }

  setLogarithmic(on: boolean): void {
    const { scale: _, ...others } = this.#view.peek();
    batch(() => {
      this.#logarithmic.value = on;
      this.#view.value = on ? { ...others, scale: LOGARITHMIC } : others;
    });
  }

  /** What is kept in the address alone; undefined for as by default. */
  setView(key: "output" | "map" | "weights", value: string | undefined): void {
    const { [key]: _, ...others } = this.#view.peek();
    this.#view.value = value === undefined ? others : { ...others, [key]: value };
  }

  setShortcuts(on: boolean): void {
    this.#remember("shortcuts", on ? "on" : "off");
    this.#shortcuts.value = on;
  }

  /** For good, on this browser. */
  putIntroAway(): void {
    this.#remember("intro", "away");
    this.#intro.value = false;
  }

  /**
   * Another link was followed: what it says counts, what it leaves out stays. Resolves once its language is there too; words that do not arrive
   * leave the page in the language that it has.
   */
  follow(view: View): Promise<void> {
    let spoken = Promise.resolve();
    batch(() => {
      this.#view.value = view;
      if (isLanguage(view.lang)) spoken = this.#changeOver(view.lang).catch(() => {});
      if (isTheme(view.theme)) this.#theme.value = view.theme;
      if (isNotation(view.notation)) this.#notation.value = view.notation;
      if (isSpeed(view.speed)) this.#speed.value = view.speed;
      if (view.scale === LOGARITHMIC) this.#logarithmic.value = true;
    });
    return spoken;
  }

  /** At once where the words are here. */
  async #changeOver(language: Language, also: () => void = () => {}): Promise<void> {
    this.#wished = language;
    if (!isLearnt(language)) await learn(language);
    if (this.#wished !== language) return;
    batch(() => {
      this.#language.value = language;
      also();
    });
  }

  #remember(key: string, value: string): void {
    if (this.remembers) writeStored(key, value);
  }
}
