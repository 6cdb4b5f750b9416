/** The place in `renderer/index.html` where each load gets the nonce of its styles. */
export const noncePlace = "__style_nonce__";
