/** Every code of a WebhookError, with what it means: mistakes of the program, never of a delivery. */
export const WEBHOOK_ERRORS = {
	"secret-missing": "no secret is given",
	"secret-malformed": "a secret is not base64, with or without the prefix whsec_",
	"secret-short": "a secret has less than 24 bytes",
	"option-invalid": "an option has a value that it can't have",
	"delivery-malformed": "what is to be signed is no delivery: its id, its timestamp or its body",
	"body-consumed": "the body was read or parsed before; the signature is over the bytes, so hand these over",
} as const;

export type WebhookErrorCode = keyof typeof WEBHOOK_ERRORS;

/** A receiver that is built or called wrongly; deliveries never cause one. Its message holds no secret. */
export class WebhookError extends Error {
	override readonly name = "WebhookError";
	readonly code: WebhookErrorCode;

	constructor(code: WebhookErrorCode, detail = "") {
		super(WEBHOOK_ERRORS[code] + detail);
		this.code = code;
	}
}
