/** An attempt's id under the newer name, the older one, or both. */
interface AttemptIds {
	readonly id: string | null | undefined;
	readonly older: string | null | undefined;
}
/** The id by the newer name, else by the older one. */
export const attemptId = ({ id, older }: AttemptIds): string | null => id ?? older ?? null;
/** The older name, which all of that time have. */
export const olderName = (id: string | null): AttemptIds => ({ id: undefined, older: id });
