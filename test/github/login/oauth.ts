import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { Json } from '../json.ts';
import type { GitHubState } from '../state/gitHubState.ts';

interface CodeGrant {
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly challenge: string | undefined;
  readonly account: string;
}

interface DeviceGrant {
  readonly userCode: string;
  readonly scopes: readonly string[];
  readonly expiresAt: number;
  lastPolledAt: number;
  account: string | undefined;
}

/** Ten minutes for a code and fifteen for a device, as GitHub's documentation of OAuth apps gives them. */
const DEVICE_SECONDS = 900;

export function readScopes(text: string | null): string[] {
  return (text ?? '').split(/[\s,+]+/).filter(Boolean);
}

function error(name: string, description: string): Json {
  return { error: name, error_description: description, error_uri: 'https://docs.github.com/apps/oauth-apps' };
}

/** What the sign-in of OAuth apps hands out: codes for the web flow and for devices, and tokens for both. */
export class OAuth {
  readonly #codes = new Map<string, CodeGrant>();
  readonly #devices = new Map<string, DeviceGrant>();
  readonly #state: GitHubState;
  readonly #pollSeconds: number;

  /** @param pollSeconds How often a device may ask whether it was let in. */
  constructor(state: GitHubState, pollSeconds: number) {
    this.#state = state;
    this.#pollSeconds = pollSeconds;
  }

  /** A code for the web flow. */
  grant(account: string, redirectUri: string, scopes: readonly string[], challenge: string | undefined): string {
    const code = randomBytes(10).toString('hex');
    this.#codes.set(code, { account, redirectUri, scopes, challenge });
    return code;
  }

  startDevice(scopes: readonly string[], web: string): Json {
    const letters = 'BCDFGHJKLMNPQRSTVWXZ';
    const part = (): string => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
    const deviceCode = randomBytes(20).toString('hex');
    const userCode = `${part()}-${part()}`;
    this.#devices.set(deviceCode, { userCode, scopes, expiresAt: this.#state.now() + DEVICE_SECONDS * 1000, lastPolledAt: 0, account: undefined });
    return { device_code: deviceCode, user_code: userCode, verification_uri: `${web}/login/device`, expires_in: DEVICE_SECONDS, interval: this.#pollSeconds };
  }

  /** Lets a device in by the code its user typed, or every device that waits. Answers how many. */
  authorizeDevices(account: string, userCode?: string): number {
    const wanted = userCode?.toUpperCase().replace(/[^A-Z]/g, '');
    const found = [...this.#devices.values()].filter((device) => device.account === undefined && (wanted === undefined || device.userCode.replace('-', '') === wanted));
    found.forEach((device) => {
      device.account = account;
    });
    return found.length;
  }

  /** Answers `POST /login/oauth/access_token`: GitHub answers errors with status 200. */
  exchange(input: URLSearchParams): Json {
    return input.get('device_code') ? this.#exchangeDevice(input.get('device_code') ?? '') : this.#exchangeCode(input);
  }

  #exchangeCode(input: URLSearchParams): Json {
    const code = input.get('code') ?? '';
    const grant = this.#codes.get(code);
    this.#codes.delete(code);
    if (!grant) {
      return error('bad_verification_code', 'The code passed is incorrect or expired.');
    }
    const redirect = input.get('redirect_uri');
    if (redirect !== null && redirect !== grant.redirectUri) {
      return error('redirect_uri_mismatch', 'The redirect_uri MUST match the registered callback URL for this application.');
    }
    const verifier = input.get('code_verifier');
    if (grant.challenge !== undefined && createHash('sha256').update(verifier ?? '').digest('base64url') !== grant.challenge) {
      return error('bad_verification_code', 'The code_verifier does not match the code_challenge.');
    }
    return this.#issue(grant.account, grant.scopes);
  }

  #exchangeDevice(deviceCode: string): Json {
    const device = this.#devices.get(deviceCode);
    if (!device) {
      return error('incorrect_device_code', 'The device_code provided is not valid.');
    }
    const now = this.#state.now();
    if (device.expiresAt <= now) {
      this.#devices.delete(deviceCode);
      return error('expired_token', 'The device_code has expired.');
    }
    const tooSoon = now - device.lastPolledAt < this.#pollSeconds * 500;
    device.lastPolledAt = now;
    if (device.account === undefined) {
      return tooSoon ? { error: 'slow_down', error_description: 'Too many requests have been made in the same timeframe.', interval: this.#pollSeconds + 5 } : error('authorization_pending', 'The authorization request is still pending.');
    }
    this.#devices.delete(deviceCode);
    return this.#issue(device.account, device.scopes);
  }

  #issue(account: string, scopes: readonly string[]): Json {
    const token = this.#state.addToken({ value: `gho_${randomBytes(18).toString('hex')}`, account, scopes });
    return { access_token: token.value, token_type: 'bearer', scope: scopes.join(',') };
  }
}
