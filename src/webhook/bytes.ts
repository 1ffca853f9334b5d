/** Whether it is a Uint8Array, of whatever realm: test environments and edge runtimes have several of them. */
export function isBytes(value: unknown): value is Uint8Array {
	return Object.prototype.toString.call(value) === "[object Uint8Array]";
}
