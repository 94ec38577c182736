import type { RequestHandler } from 'express';

const localHost = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i;

/**
 * Whether a request comes from a page of this very server, or from no page at all. The Host header keeps away names
 * that were made to point here (DNS rebinding); Origin and Sec-Fetch-Site keep away other sites in the same browser.
 */
export const isLocalRequest = (headers: { host?: string; origin?: string; fetchSite?: string }): boolean => {
  const { host = '', origin, fetchSite } = headers;
  if (!localHost.test(host)) return false;
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) return false;
  return fetchSite === undefined || fetchSite === 'same-origin' || fetchSite === 'none';
};

/** Refuses with 403 whatever another site, or another name for this machine, sends. */
export const localRequestsOnly: RequestHandler = (request, response, next) => {
  const { host, origin } = request.headers;
  const fetchSite = request.get('sec-fetch-site');
  const headers = {
    ...(host === undefined ? {} : { host }),
    ...(origin === undefined ? {} : { origin }),
    ...(fetchSite === undefined ? {} : { fetchSite }),
  };
  if (isLocalRequest(headers)) return next();
  response.status(403).type('text').send('This page answers only its own requests, from localhost.\n');
};
