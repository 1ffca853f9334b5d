import { WebhookError } from "./error.js";

/** The number itself, unless it is none or too small: then it throws a WebhookError with the option's name. */
export function atLeast(least: number, option: string, value: number): number {
	if (Number.isFinite(value) && value >= least) return value;
	throw new WebhookError("option-invalid", ` (${option})`);
}
