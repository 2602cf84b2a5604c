/** What is wrong between us and a server's TLS, and what to do about it. */
export interface TlsTrouble {
  readonly detail: string;
  readonly hint: string;
}

const unknownIssuer: TlsTrouble = {
  detail: 'the certificate of the server comes from an authority that the kubeconfig does not name',
  hint: 'certificate-authority in the kubeconfig must be the one that signed the certificate of the server, or a proxy has put its own in place',
};

const selfSigned: TlsTrouble = {
  detail: 'the certificate of the server is self-signed',
  hint: 'name it as certificate-authority of the cluster in the kubeconfig, if it is the true one',
};

const notHttps: TlsTrouble = {
  detail: 'what answers at the server address does not speak https',
  hint: 'check the scheme and the port of the server in the kubeconfig',
};

const unnamed: TlsTrouble = {
  detail: 'no secure connection could be made',
  hint: 'does the server speak https at this address, and take the client certificate of the kubeconfig?',
};

/** By the codes of Node and OpenSSL. */
const byCode: Readonly<Record<string, TlsTrouble>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: selfSigned,
  SELF_SIGNED_CERT_IN_CHAIN: unknownIssuer,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownIssuer,
  UNABLE_TO_GET_ISSUER_CERT: unknownIssuer,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownIssuer,
  CERT_SIGNATURE_FAILURE: unknownIssuer,
  CERT_UNTRUSTED: unknownIssuer,
  ERR_TLS_CERT_ALTNAME_INVALID: {
    detail: 'the certificate of the server is for another name than its address',
    hint: 'set tls-server-name of the cluster in the kubeconfig, or use an address that the certificate names',
  },
  CERT_HAS_EXPIRED: { detail: 'the certificate of the server has expired', hint: 'renew it on the server' },
  CERT_NOT_YET_VALID: {
    detail: 'the certificate of the server is not valid yet',
    hint: 'is the clock of this machine right?',
  },
  CERT_REVOKED: { detail: 'the certificate of the server was revoked', hint: 'renew it on the server' },
  ERR_SSL_WRONG_VERSION_NUMBER: notHttps,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: notHttps,
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: {
    detail: 'the server wants a client certificate',
    hint: 'the user of this context has none in the kubeconfig',
  },
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED: {
    detail: 'the client certificate has expired',
    hint: 'renew client-certificate of the user in the kubeconfig',
  },
  ERR_OSSL_X509_KEY_VALUES_MISMATCH: {
    detail: 'the client certificate and its key do not belong together',
    hint: 'check client-certificate and client-key of the user in the kubeconfig',
  },
};

/** Where the code is only EPROTO, OpenSSL's words in the message tell. */
const byWords: readonly (readonly [RegExp, TlsTrouble | undefined])[] = [
  [/wrong version number|packet length too long|http request/, notHttps],
  [/alert certificate required/, byCode.ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED],
  [/alert certificate expired/, byCode.ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED],
];

/** A TLS failure in words; undefined for any other failure. */
export function tlsTroubleOf(code: string, message: string): TlsTrouble | undefined {
  if (code === 'EPROTO') return byWords.find(([words]) => words.test(message))?.[1] ?? unnamed;
  return byCode[code] ?? (/^ERR_(SSL|TLS|OSSL)/.test(code) ? unnamed : undefined);
}
