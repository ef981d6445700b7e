// SPDX-License-Identifier: Apache-2.0
/** Where receipts and exercises come in: pasted, dropped, chosen. What is typed stays until it has been read, also over a reload. */
import { css, html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { chooseFiles } from "../../app/download.ts";
import { filesIn } from "../../app/dropped_file.ts";
import { exerciseFrom, ownExercise } from "../../app/exercise_files.ts";
import { SerialQueue } from "../../app/serial_queue.ts";
import { readStored, removeStored, writeStored } from "../../app/storage.ts";
import type { Text } from "../../engine/api.ts";
import { textOf } from "../../engine/contract/engine_error.ts";
import type { Exercise } from "../../exercises/document.ts";
import { hashOfExercise } from "../../exercises/receipt.ts";
import type { Language } from "../../locales/language.ts";
import { DeskElement } from "./desk_element.ts";
import { CodeReader } from "./read_codes.ts";
import { type Found, foundIn, foundInFile, isFruitful, NO_RECEIPT } from "./reading.ts";
import type { TeachWords } from "./words.ts";

const TYPED = "teach.typed";
/** More faults than that nobody reads. */
const MOST_FAULTS = 8;

@customElement("downhill-intake")
export class DownhillIntake extends DeskElement {
  static override styles = [
    ...DeskElement.styles,
    css`
      .card {
        display: grid;
        gap: var(--space-3);
      }
      h2 {
        font-size: var(--text-title);
      }
      textarea {
        display: block;
        inline-size: 100%;
        min-block-size: 6rem;
        resize: vertical;
        border: 1px solid var(--control-line);
        border-radius: var(--radius-control);
        background: var(--surface);
        padding: var(--space-2);
        margin-block-start: var(--space-1);
        font-size: var(--text-large);
      }
      .buttons {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
      .main {
        background: var(--ink);
        border-color: var(--ink);
        color: var(--on-ink);
      }
      .told {
        display: grid;
        gap: var(--space-1);
        overflow-wrap: anywhere;
      }
      .told p {
        padding: var(--space-2) var(--space-3);
        border-radius: var(--radius-small);
      }
      .fault {
        background: var(--danger-surface);
      }
      .done {
        background: var(--done-surface);
      }
      .note {
        background: var(--note-surface);
      }
      :host([over]) .card {
        outline: 3px dashed var(--focus);
        outline-offset: -3px;
      }
    `,
  ];

  @query("textarea") private area!: HTMLTextAreaElement;
  /** Said in the language that the page has now. */
  @state() private said: ((own: TeachWords, language: Language) => string) | undefined;
  @state() private faults: readonly Text[] = [];
  @state() private asked: readonly URL[] = [];
  private readonly codes = new CodeReader();
  /** One after the other: they share the reader of codes, which the last one closes. */
  private readonly taken = new SerialQueue((files: readonly File[]) => this.readFiles(files));

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("dragover", this.onDragOver);
    window.addEventListener("dragleave", this.onDragLeave);
    window.addEventListener("drop", this.onDrop);
  }

  override disconnectedCallback(): void {
    window.removeEventListener("dragover", this.onDragOver);
    window.removeEventListener("dragleave", this.onDragLeave);
    window.removeEventListener("drop", this.onDrop);
    this.codes.close();
    super.disconnectedCallback();
  }

  override firstUpdated(): void {
    this.area.value = readStored(TYPED) ?? "";
  }

  override render() {
    const { own } = this;
    return html`
      <section class="card" aria-labelledby="intake">
        <h2 id="intake">${own.intake}</h2>
        <p>${own.intakeHelp}</p>
        <label>
          ${own.paste}
          <textarea
            id="paste"
            spellcheck="false"
            autocomplete="off"
            placeholder=${own.pastePlaceholder}
            @input=${this.keepTyped}
            @paste=${this.onPaste}
          ></textarea>
        </label>
        <div class="buttons">
          <button id="read" class="main" @click=${this.readArea}>${own.read}</button>
          <button id="files" @click=${this.choose}>${own.chooseFiles}</button>
        </div>
        <div class="told" role="status">
          ${this.said === undefined ? nothing : html`<p class="done">${this.said(own, this.language)}</p>`}
          ${this.faults.slice(0, MOST_FAULTS).map((fault) => html`<p class="fault">${this.say(fault)}</p>`)}
          ${this.faults.length > MOST_FAULTS ? html`<p class="fault">${own.more(this.faults.length - MOST_FAULTS)}</p>` : nothing}
          ${this.asked.map(
            (address) => html`
              <p class="note">
                ${own.fetchHelp(address.href)}
                <button class="fetch" @click=${() => this.fetchExercise(address)}>${own.fetchFrom(address.host)}</button>
              </p>
            `,
          )}
          ${this.desk.unkept ? html`<p class="note">${own.unkept}</p>` : nothing}
        </div>
        <p class="quiet">${own.nothingSent}</p>
      </section>
    `;
  }

  private readonly keepTyped = () => {
    const { value } = this.area;
    if (value === "") removeStored(TYPED);
    else writeStored(TYPED, value);
  };

  /** What is pasted is read at once; beside a text that stands there it is for the button to say. */
  private readonly onPaste = (event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length > 0) {
      event.preventDefault();
      void this.take(files);
      return;
    }
    const pasted = event.clipboardData?.getData("text/plain") ?? "";
    if (pasted !== "" && this.area.value.trim() === "")
      queueMicrotask(() => setTimeout(this.readArea));
  };

  private readonly readArea = () => {
    const text = this.area.value;
    if (text.trim() === "") {
      this.area.focus();
      return;
    }
    const found = foundIn(text);
    if (!isFruitful(found)) {
      const faults = found.faults.length === 0 ? [NO_RECEIPT] : found.faults;
      void this.accept([{ ...found, faults }]);
      return;
    }
    this.area.value = "";
    // What is typed is kept until the desk has it.
    void this.accept([found]).then(this.keepTyped);
  };

  private readonly choose = async () => {
    await this.take(
      await chooseFiles(".txt,.csv,.tsv,.json,.eml,.md,.html,text/*,image/png,image/jpeg"),
    );
  };

  private async take(files: readonly File[]): Promise<void> {
    if (files.length > 0) await this.taken.add(files);
  }

  private async readFiles(files: readonly File[]): Promise<void> {
    const all: Found[] = [];
    for (const [index, file] of files.entries()) {
      this.said = (own) => own.reading(index + 1, files.length);
      all.push(await foundInFile(file, this.codes.read));
    }
    if (this.taken.last === undefined) this.codes.close();
    await this.accept(all);
  }

  private async accept(all: readonly Found[]): Promise<void> {
    const faults = all.flatMap((found) => found.faults);
    const exercises = all.flatMap((found) => found.exercises);
    const asked: URL[] = [];
    for (const place of all.flatMap(({ places }) => places)) {
      if (place.kind === "elsewhere") asked.push(place.address);
      else {
        try {
          await ownExercise(place.id);
          this.view.setCard(place.id);
        } catch (error) {
          faults.push(textOf(error));
        }
      }
    }
    for (const exercise of exercises) this.give(exercise);
    const { added, known } = await this.desk.add(all.flatMap(({ receipts }) => receipts));
    const count = added + known + exercises.length;
    this.said = count === 0 ? undefined : foundSaid(added, known, exercises.length);
    this.faults = faults;
    this.asked = asked;
  }

  private give(exercise: Exercise): void {
    this.desk.give(exercise);
    this.view.setCard(hashOfExercise(exercise));
  }

  private async fetchExercise(address: URL): Promise<void> {
    this.asked = this.asked.filter((one) => one !== address);
    try {
      this.give(await exerciseFrom(address));
      this.said = foundSaid(0, 0, 1);
    } catch (error) {
      this.faults = [textOf(error)];
      this.asked = [...this.asked, address];
    }
  }

  private readonly onDragOver = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.toggleAttribute("over", true);
  };

  private readonly onDragLeave = (event: DragEvent) => {
    if (event.relatedTarget === null) this.removeAttribute("over");
  };

  private readonly onDrop = async (event: DragEvent) => {
    this.removeAttribute("over");
    if (event.dataTransfer === null || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    const dropped = await filesIn(event.dataTransfer);
    await this.take(dropped.map(({ file }) => file));
  };
}

const foundSaid =
  (added: number, known: number, exercises: number) =>
  (own: TeachWords, language: Language): string =>
    [
      added > 0 ? own.foundNew(added) : "",
      known > 0 ? own.foundKnown(known) : "",
      exercises > 0 ? own.foundExercises(exercises) : "",
    ]
      .filter((part) => part !== "")
      .join(language === "en" ? " " : "");

declare global {
  interface HTMLElementTagNameMap {
    "downhill-intake": DownhillIntake;
  }
}
