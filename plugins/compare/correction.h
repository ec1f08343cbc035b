// Correction notes: which edits of a version its publisher admits.
//
// A note that names an edit ("an earlier version gave the grants as 15 billion yuan") admits that
// one only; what else was changed beside it stays undisclosed. A note that names nothing ("This
// article has been corrected") admits all edits of its version.
#pragma once

#include <string>
#include <vector>

#include "core/finding.h"
#include "core/reading.h"

namespace claimwatch {

// For each sentence of `reading` whether it belongs to a publisher's note: it opens one, or follows
// one in its paragraph and puts right what it admits. What a note says of the text ("an earlier
// version gave 30,000") is no claim of the text.
std::vector<bool> NotesIn(const Reading& reading);

// Says for each edit among `findings` whether one of `notes` admits it: the signal "disclosed=yes"
// with "note=TEXT" (at most 200 bytes of it), or "disclosed=no". A note names an edit when it
// prints its old or new value, or speaks of the same thing as one of its two sentences. No notes:
// all are undisclosed. Pure; linear in findings × notes.
void LinkCorrections(const std::vector<std::string>& notes, std::vector<Finding>& findings);

// Whether a signal of `finding` says that its edit is disclosed.
bool IsDisclosed(const Finding& finding);

}  // namespace claimwatch
