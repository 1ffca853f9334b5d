/** Thrown where it is not known whether an instance holds: by an opaque keyword, pattern or format, or by its depth. */
export class Undecidable extends Error {
	override readonly name = "Undecidable";
}
