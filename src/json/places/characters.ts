/** The byte of " */
export const QUOTE = 0x22;
/** The byte of , */
export const COMMA = 0x2c;
/** The byte of - */
export const MINUS = 0x2d;
/** The byte of . */
export const POINT = 0x2e;
/** The byte of : */
export const COLON = 0x3a;
/** The byte of \ */
export const BACKSLASH = 0x5c;
/** The byte of [ */
export const OPEN = 0x5b;
/** The byte of ] */
export const CLOSE = 0x5d;
/** The byte of { */
export const OPEN_OBJECT = 0x7b;
/** The byte of } */
export const CLOSE_OBJECT = 0x7d;

/** How far the code of a bracket that closes is behind that of the one that opens. */
export const TO_CLOSING = 2;

/** Whether a byte opens an array or an object. */
export function isOpening(byte: number | undefined): boolean {
	return byte === OPEN_OBJECT || byte === OPEN;
}
