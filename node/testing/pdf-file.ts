/** Test support: small PDF files with Chinese text. */

/** A PDF of one font whose codes are mapped by ToUnicode, a page per list of hexadecimal lines. */
export function pdfOf(pages: readonly (readonly string[])[], trailer = ""): Uint8Array {
  const map =
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <4E00> <9FFF> <4E00> endbfrange endcmap end end";
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    `<</Type/Pages/Kids[${pages.map((_, at) => `${7 + at * 2} 0 R`).join(" ")}]/Count ${pages.length}>>`,
    "<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 6 0 R>>",
    "<</Type/Font/Subtype/CIDFontType2/BaseFont/Song/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 5 0 R/DW 1000>>",
    "<</Type/FontDescriptor/FontName/Song/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>",
    `<</Length ${map.length}>>stream\n${map}\nendstream`,
    ...pages.flatMap((lines, at) => {
      const text = lines.map((line, row) => `1 0 0 1 50 ${700 - row * 30} Tm <${line}> Tj`).join(" ");
      const body = `BT /F1 12 Tf ${text} ET`;
      return [
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents ${8 + at * 2} 0 R/Resources<</Font<</F1 3 0 R>>>>>>`,
        `<</Length ${body.length}>>stream\n${body}\nendstream`,
      ];
    }),
  ];
  const text = objects.map((object, at) => `${at + 1} 0 obj${object}\nendobj\n`).join("");
  return new TextEncoder().encode(`%PDF-1.4\n${text}trailer<</Root 1 0 R${trailer}>>\n`);
}

export const hex = (text: string): string => Array.from(text, (char) => char.charCodeAt(0).toString(16)).join("");
