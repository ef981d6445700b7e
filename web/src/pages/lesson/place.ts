// SPDX-License-Identifier: Apache-2.0
/** Whoever changes the language goes on where he was: titles and tasks have the same names in all of them. */

/** What the reader has above his eyes. */
const LINE_PX = 120;

export function keepPlace(): void {
  const link = document.querySelector<HTMLAnchorElement>("a.switch");
  link?.addEventListener("click", () => {
    const places = [...document.querySelectorAll("main [id]:is(h2, h3, section, li, dt)")];
    const above = places.filter((one) => one.getBoundingClientRect().top < LINE_PX);
    link.hash = above.at(-1)?.id ?? "";
  });
}
