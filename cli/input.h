// The bytes a verb was asked to read: a file, or standard input.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace claimwatch {

// All of file `name`; "-" is standard input. At most 64 MiB, of a pipe or a device too: what is
// longer is kLimit, what cannot be read is kNotFound with the system's reason. Errors begin with
// `verb`, the word the person typed.
Result<std::string> ReadInput(std::string_view verb, const std::string& name);

// Plain text as UTF-8: bytes that are none are read in the charset that they look like.
std::string AsUtf8(std::string_view bytes);

// ReadInput as UTF-8. kUnsupported for bytes that are no text at all.
Result<std::string> ReadTextInput(std::string_view verb, const std::string& name);

}  // namespace claimwatch
