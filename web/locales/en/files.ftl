# Photos and papers beside a record.
files-title = Photos and papers
files-add = Add a photo or PDF
files-preparing = One moment …
files-remove = Remove { $name }
files-state-awaited = Photo still on the phone
files-state-missing = It never arrived
files-state-forgotten = No longer kept
files-unfit-kind = This is neither a photo nor a PDF. Choose another file.
files-unfit-large = This file has more than 25 MB. Choose a smaller one.
files-unfit-surplus = A record has room for { $max } files; the others were left out.
