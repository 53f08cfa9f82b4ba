# Words of the components.
action-back = Back
action-cancel = Cancel
action-close = Close
action-retry = Try again
action-save = Save
action-edit = Edit
action-delete = Delete
action-more = More actions
action-copy = Copy
action-sign-out = Sign out
age-now = just now
age-minutes = { $count } min ago
age-hours = { $count } h ago
age-days = { $count ->
    [one] { $count } day ago
   *[other] { $count } days ago
}
field-optional = (optional)
field-show-password = Show password
field-hide-password = Hide password
form-waiting = No connection. This is kept and sent as soon as the server answers.
page-age = Updated { $age }
pagination-label = Pages
pagination-range = { $first }–{ $last } of { $total }
pagination-previous = Previous
pagination-next = Next
state-loading = Loading
state-saved = Saved
state-active = Active
state-inactive = Inactive
state-in-service = In service
state-out-of-service = Out of service
copied = Copied
copy-failed = Your browser does not allow copying here. Select the text and copy it yourself.
shortcuts-title = Keyboard shortcuts
search-everything = Search everything
shortcuts-search = Search in a list
shortcuts-new = The page’s main action
shortcuts-help = This help
shortcuts-close = Close
value-unknown = unknown
distance-unknown = distance unknown
draft-kept = What you had typed here is still here.
draft-start-over = Start over
field-date-form = dd/mm/yyyy
field-hour-form = hh:mm
field-date-pick = Choose in a calendar
