"""The messaging platforms: a platform and its rendering, over one mailbox."""
