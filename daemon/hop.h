// One hop of a request: what is sent, what may come back, and where a redirect leads. Pure; the
// transfer itself is daemon/fetcher.
#pragma once

#include <string>
#include <vector>

#include "core/page.h"
#include "core/result.h"
#include "core/url.h"
#include "daemon/fetcher.h"

namespace claimwatch {

// The URL for the request line: as given, but for what no request line can carry (blanks and bytes
// beyond ASCII become %XX); no fragment.
std::string OnTheWire(const Url& url);

// Validators go only to the address they came from.
bool SendsValidators(const FetchRequest& request, const Url& hop);

// "Name: value" lines beyond what the library sends by itself.
std::vector<std::string> HeaderLines(const FetchRequest& request, const Url& hop);

bool IsRedirect(int status);

// Where a redirect leads. kLimit: more than `max_redirects`, or an address of the chain again;
// kInvalid: no usable Location (missing, not http, over 4 KiB).
Result<Url> NextHop(const Page& page, int max_redirects);

// Whether a hop of the page's chain led from https to http.
bool Downgrades(const Page& page);

// What is wrong with an answer that nobody asked for (206, 304 without a condition, status 0);
// empty when nothing is.
std::string Unasked(const Page& page, bool conditional);

// libcurl's result codes as ours; `buffer` is its message.
FetchFault FaultOfCurl(int code);
std::string WordsOfCurl(int code, const char* buffer);

}  // namespace claimwatch
