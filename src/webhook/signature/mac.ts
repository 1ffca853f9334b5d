/** Computes HMAC-SHA256 with one key, over a text in ASCII and the bytes behind it. */
export type Mac = (head: string, body: Uint8Array) => Uint8Array | Promise<Uint8Array>;

/** The Mac of a key: by node:crypto where that is there, which is faster, otherwise by WebCrypto. */
export function macOf(key: Uint8Array): Mac {
	// Asked for at run time, so that no bundler for an edge runtime ever sees an import of node:*.
	const { process } = globalThis as { process?: { getBuiltinModule?(name: string): NodeCrypto | undefined } };
	const node = process?.getBuiltinModule?.("node:crypto");
	return node ? nodeMac(node, key) : webMac(key);
}

/** Of node:crypto, as much as is needed: its own types are not there where this runs without Node. */
interface NodeCrypto {
	createSecretKey(bytes: Uint8Array): object;
	createHmac(algorithm: "sha256", key: object): NodeHmac;
}

interface NodeHmac {
	update(part: string | Uint8Array): NodeHmac;
	digest(): Uint8Array;
}

function nodeMac({ createHmac, createSecretKey }: NodeCrypto, bytes: Uint8Array): Mac {
	const key = createSecretKey(bytes);
	return (head, body) => createHmac("sha256", key).update(head).update(body).digest();
}

function webMac(bytes: Uint8Array): Mac {
	const { subtle } = globalThis.crypto;
	const algorithm = { name: "HMAC", hash: "SHA-256" };
	// A copy is of an ArrayBuffer of its own, which is what WebCrypto's types ask for.
	let key: ReturnType<typeof subtle.importKey> | undefined;
	return async (head, body) => {
		key ??= subtle.importKey("raw", Uint8Array.from(bytes), algorithm, false, ["sign"]);
		const message = new Uint8Array(head.length + body.length);
		new TextEncoder().encodeInto(head, message);
		message.set(body, head.length);
		return new Uint8Array(await subtle.sign("HMAC", await key, message));
	};
}
