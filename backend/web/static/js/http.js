// Requests whose answer is HTML. XMLHttpRequest parses it into a document by itself, so that no
// string ever has to be turned into markup here: `trusted-types 'none'` holds.

const TIMEOUT = 25000;

/**
 * @param {string} method
 * @param {string} url
 * @param {{ body?: URLSearchParams, headers?: Record<string, string> }} [options]
 * @returns {Promise<{ status: number, page: Document | null, header: (name: string) => string | null }>}
 *   rejects when no answer came
 */
export function send(method, url, { body, headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.responseType = "document";
    // An answer without content would be read as faulty XML, whose error page breaks our policy.
    request.overrideMimeType("text/html; charset=utf-8");
    request.timeout = TIMEOUT;
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.onload = () =>
      resolve({
        status: request.status,
        page: request.responseXML,
        header: (name) => request.getResponseHeader(name),
      });
    request.onerror = request.ontimeout = () => reject(new Error("no answer"));
    request.send(body ?? null);
  });
}
