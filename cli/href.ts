/** Addresses of links in pages and Markdown. */

/** A file's own folder is no other site: `a.html` and `/art/1.html` have no host to judge, `www.` was meant as one. */
export const leadsElsewhere = (href: string): boolean =>
  href === "" || /^(?:[a-z][a-z0-9+.-]*:|\/\/|www\.)/i.test(href);
