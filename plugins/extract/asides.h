// Parts of a page that stand in or beside an article and are no text of it, by what they call
// themselves or by where they stand.
#pragma once

#include <cstddef>

#include "plugins/extract/features.h"

namespace claimwatch {

// Whether an element calls itself a notice about cookies or consent, or by the name of a tool that
// shows them.
bool IsNotice(const Dom& dom, NodeId id);

// Whether an element calls itself the foot of the page: that of an article may end its text, and
// that of a headline begin it.
bool IsPageFoot(const Dom& dom, NodeId id);

// Whether an element calls itself the article in a few points.
bool IsKeyPoints(const Dom& dom, NodeId id);

// Whether an element asks for money, an address or a subscription, by what it calls itself.
bool IsAppeal(const Dom& dom, NodeId id);

// Whether an element is not shown when the page opens.
bool IsHidden(const Dom& dom, NodeId id);

// Whether a paragraph is a link in capitals and nothing else: it leads to another story.
bool IsCapitalLink(const PageView& page, std::size_t block);

// Whether a paragraph is a line right under a picture, in italics or with a caption's words: blogs
// and portals write captions so.
bool IsUnderPicture(const PageView& page, std::size_t block);

}  // namespace claimwatch
