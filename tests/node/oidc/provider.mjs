// A certified OpenID provider (npm's oidc-provider) with people who log in by themselves: `login_hint`
// says who. Prints "ready" when it listens. Arguments: the port, where the browser is sent back to after
// the login and after logging out, and by how many minutes the provider's clock is slow.
import { Provider } from "oidc-provider";

const [port, callback, loggedOut, slow = "0"] = process.argv.slice(2);
const realNow = Date.now;
Date.now = () => realNow() - Number(slow) * 60_000;
const issuer = `http://127.0.0.1:${port}`;
const NUMBER = "https://id.oidc.se/claim/personalIdentityNumber";

const people = {
  patient: { [NUMBER]: "196101182803" },
  relative: { [NUMBER]: "199002222397" },
  stranger: { [NUMBER]: "197701202389" },
  nobody: {},
  staff: { name: "Eva Ek", roles: ["nasta-steg:support", "another:role"], "https://id.oidc.se/claim/orgName": "Supporten" },
};

const client = {
  redirect_uris: [callback],
  post_logout_redirect_uris: [loggedOut],
  token_endpoint_auth_method: "client_secret_basic",
};

const provider = new Provider(issuer, {
  clients: [
    { ...client, client_id: "nasta-steg", client_secret: "a-secret" },
    { ...client, client_id: "another", client_secret: "another-secret" },
  ],
  claims: { openid: ["sub", "acr"], profile: ["name", "roles", NUMBER, "https://id.oidc.se/claim/orgName"] },
  conformIdTokenClaims: false,
  acrValues: ["http://id.elegnamnden.se/loa/1.0/loa3", "http://id.elegnamnden.se/loa/1.0/loa2"],
  pkce: { required: () => true },
  cookies: { keys: ["only for tests"] },
  features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true } },
  ttl: { IdToken: 600 },
  findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope("openid profile");
    await grant.save();
    return grant;
  },
});

provider.use(async (ctx, next) => {
  if (!ctx.path.startsWith("/interaction/")) return next();
  const { params } = await provider.interactionDetails(ctx.req, ctx.res);
  const [who, level = "loa3"] = (params.login_hint ?? "patient").split("@");
  const result =
    who === "deny"
      ? { error: "access_denied", error_description: "the person said no" }
      : { login: { accountId: who, acr: `http://id.elegnamnden.se/loa/1.0/${level}` } };
  ctx.respond = false;
  await provider.interactionFinished(ctx.req, ctx.res, result);
});

provider.listen(Number(port), "127.0.0.1", () => console.log("ready"));
