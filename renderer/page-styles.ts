/**
 * Styles that our own code makes, under a policy without `unsafe-inline`. A script that was let in may change every style
 * through the object model anyway; what a parser made of text gets no nonce here and stays refused (L5).
 */

/** The nonce of this load. The attribute is hidden from selectors; the property still has it. */
export function styleNonce(page: Pick<Document, "querySelector">): string {
  const place = page.querySelector("meta[name=style-nonce]");
  return place instanceof HTMLElement ? place.nonce : "";
}

/** Before the first screen is drawn: libraries give only some of their style elements a nonce. */
export function admitStyles(page: Document): void {
  const nonce = styleNonce(page);
  const create = page.createElement.bind(page);
  Object.defineProperty(page, "createElement", {
    value: (name: string, options?: ElementCreationOptions) => {
      const element = create(name, options);
      if (element instanceof HTMLStyleElement) element.nonce = nonce;
      return element;
    },
  });
}

/** A text area is measured by a twin whose whole style is set as one text; the object model takes it, the attribute does not. */
export function admitTextAreaStyles(prototype: HTMLTextAreaElement): void {
  const set = prototype.setAttribute;
  Object.defineProperty(prototype, "setAttribute", {
    value(this: HTMLTextAreaElement, name: string, value: string) {
      if (name === "style") this.style.cssText = value;
      else set.call(this, name, value);
    },
  });
}
