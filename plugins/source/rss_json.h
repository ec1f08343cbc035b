// RSS written in JSON, as some publishers serve it beside the XML: {"rss":{"channel":{…}}}.
//
// It is turned into the RSS it stands for and read by the one reader of RSS, so that both forms of
// a feed give the same entries. Pure; no state.
#pragma once

#include <optional>
#include <string>

#include "core/json.h"

namespace claimwatch {

// The RSS document that `root` stands for; nullopt when it is not RSS in JSON. A list is an element
// repeated. An object with "#value", or one of an element that RSS gives attributes (guid,
// enclosure, source, category), has attributes; any other has child elements. Members whose name
// is none in XML, or longer than 64 bytes, are left out, and so is what comes after 64 MiB.
std::optional<std::string> RssFromJson(const Json& root);

}  // namespace claimwatch
