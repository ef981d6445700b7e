// SPDX-License-Identifier: Apache-2.0
/**
 * Steps, predictions and exercises. A step is done when the reader has done the thing at the experiment; the first that is not is lit, and
 * any of them can be begun at any time.
 */
import { effect, signal } from "@preact/signals-core";
import type { Events } from "../../embed/protocol.ts";
import { isDone, placesOf } from "../../lessons/condition.ts";
import { countDone, nextOf, withDone, withPredicted, withSeen } from "../../lessons/progress.ts";
import type { TaskData } from "../../lessons/render.ts";
import type { LessonWords } from "../../lessons/words.ts";
import { isLanguage } from "../../locales/language.ts";
import { Kept } from "./kept.ts";
import { Live } from "./live.ts";

interface Task extends TaskData {
  readonly element: HTMLElement;
  readonly kind: string;
}

export function connectTasks(article: HTMLElement, words: LessonWords): void {
  const tasks = [...article.querySelectorAll<HTMLElement>("[data-task]")].map(
    (element): Task => ({
      ...(JSON.parse(element.dataset.task ?? "{}") as TaskData),
      element,
      kind: element.dataset.kind ?? "",
    }),
  );
  const ids = tasks.map(({ id }) => id);
  const turn = signal(0);
  const kept = new Kept(article.dataset.lesson ?? "", () => {
    turn.value += 1;
  });
  for (const element of article.querySelectorAll<HTMLElement>("downhill-playground")) {
    const name = element.id.slice("live-".length);
    new Lab(
      element,
      tasks.filter(({ of }) => of === name),
      kept,
      words,
    );
  }
  const place = article.querySelector(".progress");
  const forget = document.querySelector<HTMLButtonElement>("#forget");
  forget?.addEventListener("click", () => {
    kept.forget();
    location.reload();
  });
  effect(() => {
    void turn.value;
    const done = countDone(ids, kept.progress);
    if (place !== null) place.textContent = words.progress(String(done), String(ids.length));
    if (forget !== null) forget.hidden = done === 0;
  });
}

/** One experiment, and what is done at it. */
class Lab {
  readonly #live: Live;
  readonly #steps: readonly Task[];
  readonly #exercises: readonly Task[];
  /** The step that the reader has turned to; else the first that is not done. */
  #chosen: string | undefined;
  #checking = false;
  #again = false;

  constructor(
    element: HTMLElement,
    tasks: readonly Task[],
    private readonly kept: Kept,
    private readonly words: LessonWords,
  ) {
    this.#live = new Live(element as Live["element"], () => void this.#check());
    this.#steps = tasks.filter(({ kind }) => kind === "step");
    this.#exercises = tasks.filter(({ kind }) => kind === "exercise");
    for (const step of this.#steps) {
      step.element.querySelector(".marker")?.addEventListener("click", () => void this.#turn(step));
    }
    for (const task of this.#exercises) {
      task.element
        .querySelector(".set-up")
        ?.addEventListener("click", () => void this.#setUp(task));
    }
    for (const task of tasks) if (task.kind === "predict") this.#connectPrediction(task);
    this.#bindText(element);
    this.#show();
  }

  get #current(): Task | undefined {
    const ids = this.#steps.map(({ id }) => id);
    const id = this.#chosen ?? nextOf(ids, this.kept.progress);
    return this.#steps.find((step) => step.id === id);
  }

  /** Each by itself: who plays to the end has done that, whatever stands before it. */
  get #openSteps(): readonly Task[] {
    const { done } = this.kept.progress;
    return this.#steps.filter(({ id }) => id === this.#chosen || !done.includes(id));
  }

  #show(): void {
    const { done } = this.kept.progress;
    const current = this.#current;
    for (const { id, element } of this.#steps) {
      const isDone = done.includes(id);
      element.classList.toggle("done", isDone);
      element.classList.toggle("current", id === current?.id);
      if (id === current?.id) element.setAttribute("aria-current", "step");
      else element.removeAttribute("aria-current");
      say(element, isDone ? this.words.done : "");
    }
    for (const { id, element } of this.#exercises) {
      const isDone = done.includes(id);
      element.classList.toggle("done", isDone);
      say(element, isDone ? this.words.done : "");
    }
    // Before it answers the frame reads its attributes as it begins.
    this.#live.light(current?.on);
  }

  /** One check at a time; what has moved meanwhile is looked at by the next. */
  async #check(): Promise<void> {
    if (this.#checking || !this.#live.ready) {
      this.#again = true;
      return;
    }
    this.#checking = true;
    try {
      do {
        this.#again = false;
        const open = [...this.#openSteps, ...this.#exercises];
        const paths = open.flatMap(({ complete }) => placesOf(complete ?? {}));
        const values = await this.#live.values([...new Set(paths)]);
        for (const task of open) {
          if (task.complete === undefined || !isDone(task.complete, values)) continue;
          if (this.#finish(task)) this.#again = true;
        }
      } while (this.#again);
    } finally {
      this.#checking = false;
    }
  }

  /** @returns whether it was not done before */
  #finish(task: Task): boolean {
    const isNew = !this.kept.progress.done.includes(task.id);
    if (task.id === this.#chosen) this.#chosen = undefined;
    this.kept.change((progress) => withDone(progress, task.id));
    this.#show();
    return isNew;
  }

  async #turn(step: Task): Promise<void> {
    this.#chosen = step.id;
    this.#show();
    this.#seen();
    await this.#live.begin(step.begin).catch(() => {});
  }

  async #setUp(task: Task): Promise<void> {
    this.#seen();
    await this.#live.begin(task.begin).catch(() => {});
  }

  /** What is not seen does not begin. */
  #seen(): void {
    this.#live.element.scrollIntoView({ block: "nearest" });
  }

  #connectPrediction(task: Task): void {
    const { id, element, begin } = task;
    const choices = [...element.querySelectorAll<HTMLInputElement>("input[type=radio]")];
    const answer = element.querySelector<HTMLDetailsElement>("details.answer");
    const lock = element.querySelector<HTMLButtonElement>(".lock");
    const reveal = (choice: number) => {
      choices.forEach((one, index) => {
        one.checked = index === choice;
        one.disabled = true;
        const row = one.closest(".choice");
        row?.classList.toggle("chosen", index === choice);
        const reply = row?.querySelector<HTMLElement>(".reply");
        if (reply && index === choice) reply.hidden = false;
      });
      lock?.setAttribute("hidden", "");
      element.classList.add("done");
      if (answer !== null) answer.open = true;
    };
    const seen = element.querySelector<HTMLElement>(".seen");
    const words = seen?.querySelector("textarea");
    if (words) {
      words.value = this.kept.progress.seen[id] ?? "";
      words.addEventListener("input", () => {
        this.kept.change((progress) => withSeen(progress, id, words.value));
      });
      // Who has said nothing before the answer is not asked again.
      if (seen !== null && words.value !== "") seen.hidden = false;
    }
    const finish = (choice: number) => {
      reveal(choice);
      this.kept.change((progress) => withDone(progress, id));
    };
    seen?.querySelector(".compare")?.addEventListener("click", () => {
      const choice = this.kept.progress.predicted[id];
      if (choice === undefined) return;
      say(element, "");
      finish(choice);
      answer?.querySelector("summary")?.focus({ preventScroll: true });
      answer?.scrollIntoView({ block: "nearest" });
    });
    const before = this.kept.progress.predicted[id];
    if (before !== undefined && this.kept.progress.done.includes(id)) reveal(before);
    lock?.addEventListener("click", async () => {
      const choice = choices.findIndex(({ checked }) => checked);
      if (choice === -1) {
        say(element, this.words.chooseFirst);
        return;
      }
      this.kept.change((progress) => withPredicted(progress, id, choice));
      for (const one of choices) one.disabled = true;
      lock.disabled = true;
      say(element, this.words.running);
      this.#seen();
      const ran = await this.#live.runToEnd(begin);
      if (!ran || seen === null) {
        say(element, ran ? "" : this.words.noTrainer);
        finish(choice);
        answer?.scrollIntoView({ block: "nearest" });
        return;
      }
      // What was seen is said before it is told: one in five sees something else (Miller et al. 2013).
      say(element, this.words.ran);
      seen.hidden = false;
      words?.focus({ preventScroll: true });
      seen.scrollIntoView({ block: "nearest" });
    });
  }

  /**
   * Numbers in the text that are the experiment's own, and symbols that stand for a control: who points at one sees all of them and the
   * control lit, and who turns the control sees them lit, until something else is turned.
   */
  #bindText(element: HTMLElement): void {
    const name = element.id.slice("live-".length);
    const short = document.documentElement.lang.slice(0, 2);
    const bound = [...document.querySelectorAll<HTMLElement>("[data-live]")].flatMap((one) => {
      const [of, path = ""] = (one.dataset.live ?? "").split(":");
      return of === name ? [{ one, path }] : [];
    });
    let turned: string | undefined;
    const light = (lit: string | undefined) => {
      for (const { one, path } of bound) one.classList.toggle("lit", path === lit);
    };
    for (const { one, path } of bound) {
      one.addEventListener("pointerenter", () => {
        light(path);
        this.#live.light(path);
      });
      one.addEventListener("click", () => {
        light(path);
        this.#live.light(path);
        this.#seen();
      });
      one.addEventListener("pointerleave", ({ pointerType }) => {
        // A finger is gone at once; what it has touched stays lit.
        if (pointerType === "touch") return;
        light(turned);
        this.#live.light(this.#current?.on);
      });
    }
    element.addEventListener("change", (event) => {
      const { path, user } = (event as CustomEvent<Events["change"]>).detail;
      if (!user) return;
      turned = path;
      light(turned);
    });
    element.addEventListener(
      "ready",
      async () => {
        const { formatOf } = await import("../../locales/format.ts");
        const format = formatOf(isLanguage(short) ? short : "en");
        for (const { one, path } of bound) {
          if (!(one instanceof HTMLOutputElement)) continue;
          void this.#live.element.observe(path, (value) => {
            if (typeof value === "number") {
              one.value = Number.isInteger(value) ? format.integer(value) : format.real(value);
            }
          });
        }
      },
      { once: true },
    );
  }
}

function say(element: HTMLElement, text: string): void {
  const place = element.querySelector(".state");
  if (place !== null && place.textContent !== text) place.textContent = text;
}
