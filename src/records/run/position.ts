import type { Form } from "../framing/form.js";
import type { InputPlace } from "./blocks.js";

/** Where a run stands in its inputs. */
export interface RunPosition {
	/** The form of the output, once there is an input. */
	readonly form: Form | undefined;
	/** How many inputs were done before the one at hand, and where it stands in that one, if it has begun. */
	readonly input: number;
	readonly place: InputPlace | undefined;
}

/** The position of a run that has not begun. */
export const START: RunPosition = { form: undefined, input: 0, place: undefined };
