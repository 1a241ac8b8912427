; The app writes these itself, for the account that uses it; the installer is one per account, too.
!macro customUnInstall
  ; An update removes the old version in the same way.
  ${IfNot} ${isUpdated}
    DeleteRegKey HKCU "Software\Classes\assignment-monitor"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "${APP_ID}"
  ${EndIf}
!macroend
