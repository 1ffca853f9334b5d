import type { Json, Pointer } from "../json/index.js";

/** A document that holds a payload, opened: the payload, where it was, and all that was around it. */
export interface Opened {
	readonly payload: Json;
	readonly at: Pointer;
	/** What else was taken out of the payload and is in the envelope, by its place in the document. */
	readonly apart?: readonly Pointer[];
	/** What `wrap` needs to put a payload back where this one was: plain JSON. */
	readonly envelope: Json;
}

/** How payloads of one kind travel inside other documents. */
export interface EnvelopeCodec {
	/** Names, if any, of which every such envelope has one at its root: a document without them need not be opened. */
	readonly marks?: readonly string[];
	/** Opens the document, or gives undefined if it is no envelope that holds such a payload. */
	readonly unwrap: (document: unknown) => Opened | undefined;
	/** The document that was opened, around this payload; throws a TypeError if `envelope` isn't one. */
	readonly wrap: (payload: Json, envelope: Json) => Json;
}
