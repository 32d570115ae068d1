/**
 * The tags of a model's text, as MuJoCo's reader (tinyxml2) finds them, without building the document.
 *
 * What the reader passes over has to be passed over in the same way, or an element could hide from one of the two: a
 * comment may begin inside of CDATA, a space may stand before a name, a digit may be written as `&#49;`.
 */

export interface Tag {
  closing: boolean;
  name: string;
  attributes: ReadonlyMap<string, string>;
  /** It ends itself, and has no content. */
  empty: boolean;
}

/** What is no element, from its beginning to its end, whatever stands between; the first that fits counts. */
const ASIDES = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
  ["<!", ">"],
] as const;

/** Slash, name, attributes, and the slash of one that has no content. */
const TAG = /<[ \t\n\v\f\r]*(\/?)([A-Za-z_:\u0080-\uffff][\w:.\-\u0080-\uffff]*)((?:"[^"]*"|'[^']*'|[^<>"'])*?)(\/?)>/y;
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const CHARACTER = /&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi;

/** In their order, each looked at once. What is not closed, or no tag at all, is left to MuJoCo to complain of. */
export function* tagsOf(mjcf: string): Generator<Tag> {
  for (let at = mjcf.indexOf("<"); at >= 0; at = mjcf.indexOf("<", at)) {
    const aside = ASIDES.find(([opening]) => mjcf.startsWith(opening, at));
    if (aside !== undefined) {
      const end = mjcf.indexOf(aside[1], at + aside[0].length);
      if (end < 0) return;
      at = end + aside[1].length;
      continue;
    }
    TAG.lastIndex = at;
    const [whole, slash, name, text, ending] = TAG.exec(mjcf) ?? [];
    if (whole !== undefined)
      yield { closing: slash === "/", name, attributes: attributesOf(text), empty: ending === "/" };
    at += whole?.length ?? 1;
  }
}

/** Of two with one name the first counts. */
function attributesOf(text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, key, double, single] of text.matchAll(ATTRIBUTE))
    if (!attributes.has(key)) attributes.set(key, decoded(double ?? single));
  return attributes;
}

/** With characters in place of their numbers. */
function decoded(value: string): string {
  return value.replace(CHARACTER, (whole, hexadecimal: string | undefined, decimal: string) => {
    const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    return code <= 0x10_ffff ? String.fromCodePoint(code) : whole;
  });
}
