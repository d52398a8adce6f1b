// Where things are, as seen from the page, which may stand anywhere below the root of the site.

/** The language of the app, which is that of the frame: a page without a translation is in another one. */
export function language(): string {
  return document.documentElement.lang;
}

export function rootOfSite(): URL {
  const place = document.querySelector<HTMLElement>("[data-cw-root]")?.dataset.cwRoot;
  return new URL(place ?? "./", document.baseURI);
}

/** The start page of the language. */
export function home(): URL {
  return new URL(`${language()}/`, rootOfSite());
}
