import { formatPointer, type Pointer } from "../../../json/index.js";

/** A codec can't convert a value. The message must not hold it. */
export class Unfit extends Error {
	override readonly name = "Unfit";
	/** Where the value stands, as far as is known yet: from the level at hand on. */
	at: Pointer = "";
}

/** Runs a conversion, and notes on an Unfit where the value stood. */
export function located<T>(token: Pointer | number, convert: () => T): T {
	try {
		return convert();
	} catch (error) {
		throw atPlace(error, token);
	}
}

/** The error; an Unfit with where in the value at hand its own value stood. */
export function atPlace(error: unknown, token: Pointer | number): unknown {
	if (error instanceof Unfit)
		error.at = (typeof token === "number" ? formatPointer([token]) : token) + error.at;
	return error;
}
